#!/bin/bash
# The devices on a real kernel: boots the guest once and runs every tests/vm/guest/*_check.py inside it as root.
#
#   run.sh [GUEST_DIR]     default: var/cache/guest-SUITE, built when it is not there
#
# The host needs no USB, no camera and no KVM. Exit status: that of the checks; 124 on time-out.
set -euo pipefail
cd "$(dirname "$0")/../.."
case $(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])') in
  3.11) suite=bookworm;;
  3.13) suite=trixie;;
  *) echo "run.sh: no Debian release has the Python of .venv" >&2; exit 2;;
esac
guest=$(realpath -m "${1:-var/cache/guest-$suite}")
needed=(qemu-system-x86 mmdebstrap busybox-static kmod cpio e2fsprogs)
missing=()
for package in "${needed[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok' || missing+=("$package")
done
if (( ${#missing[@]} )); then
  as_root=(); [[ $(id -u) == 0 ]] || as_root=(sudo)
  "${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi
[[ -f $guest/root.ext4 && $guest/root.ext4 -nt tests/vm/build-guest.sh ]] || tests/vm/build-guest.sh "$guest" "$suite"

share=$(mktemp -d); trap 'rm -rf "$share"' EXIT
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
mkdir "$share/lib"
for library in cv2 opencv_python.libs numpy numpy.libs serial pyudev evdev smartcard; do
  [[ ! -e $site/$library ]] || cp -r "$site/$library" "$share/lib/"
done
cp -r hardware "$share/lib/hardware"
cp -r tests/vm/guest "$share/guest"
cp systemd/*.rules "$share/"
cat > "$share/run.sh" <<'RUN'
mkdir -p /run/udev/rules.d && cp /mnt/*.rules /run/udev/rules.d/ && udevadm control --reload
cp -r /mnt/lib /mnt/guest /root/
status=0
for check in /root/guest/*_check.py; do
  echo "== $(basename "$check")"
  PYTHONPATH=/root/lib:/root/guest timeout 120 python3 -B "$check" || status=1
done
exit $status
RUN
code=0
timeout "${SECONDS_MOST:-400}" qemu-system-x86_64 -machine pc -accel tcg,thread=multi,tb-size=512 -cpu max -smp 2 -m 1536 \
  -display none -no-reboot -nodefaults -serial "file:$share/console.log" \
  -kernel "$guest/vmlinuz" -initrd "$guest/initrd.gz" \
  -append "console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on systemd.show_status=0" \
  -drive "file=$guest/root.ext4,format=raw,if=none,id=d0,snapshot=on,cache=unsafe" \
  -device virtio-blk-pci,drive=d0 -device virtio-rng-pci \
  -virtfs "local,path=$share,mount_tag=share,security_model=none" || code=124
cat "$share/out.log" 2>/dev/null || { echo "the guest did not start:"; tail -20 "$share/console.log"; }
[[ $code == 0 ]] || exit "$code"
exit "$(cat "$share/status" 2>/dev/null || echo 125)"
