#!/bin/bash
# Builds a bootable Debian guest for QEMU: root file system, device modules of the stock kernel, a small initrd.
#
#   build-guest.sh OUT_DIR SUITE      SUITE: the Debian release whose Python is that of .venv
#
# Needs mmdebstrap qemu-system-x86 busybox-static kmod cpio e2fsprogs. OUT_DIR/root.tar and OUT_DIR/kernel are used
# again; remove them for newer packages. The stock kernel: the -cloud flavour has no USB, V4L2 or sound.
set -euo pipefail
out=$(realpath -m "$1") suite=$2
mkdir -p "$out" && cd "$out"

packages=systemd,systemd-sysv,udev,dbus,kmod,python3,procps,libgl1,libglib2.0-0,libudev1,v4l-utils,alsa-utils,linux-image-amd64
modules="virtio_blk virtio_pci virtio_rng ext4 9p 9pnet_virtio
  vivid dummy_hcd libcomposite usb_f_acm usb_f_hid cdc-acm usbhid hid-generic evdev uinput snd-dummy snd-seq-dummy"

if [[ ! -f root.tar ]]; then
  mmdebstrap --variant=minbase --include="$packages" "$suite" root.part.tar
  mv root.part.tar root.tar
fi
rm -rf tree initrd && mkdir tree && tar -C tree -xf root.tar
version=$(ls tree/lib/modules)
cp "tree/boot/vmlinuz-$version" vmlinuz

# The modules that the tests load; the whole tree would be 390 MB.
mv tree/usr/lib/modules/"$version" all && mkdir -p tree/usr/lib/modules/"$version"
mkdir -p kernel/lib/modules && rm -rf kernel/lib/modules/"$version" && mv all kernel/lib/modules/"$version"
depmod -b kernel "$version"
needs() { modprobe -S "$version" -d kernel --show-depends "$1" | awk '/^insmod/ {print $2}'; }
for module in $modules; do needs "$module"; done | sort -u | while read -r file; do
  install -D "$file" "tree/usr/lib/modules/$version/${file#*lib/modules/"$version"/}"
done
cp kernel/lib/modules/"$version"/modules.{builtin,builtin.modinfo,order} tree/usr/lib/modules/"$version"
depmod -b tree "$version"
rm -f tree/boot/vmlinuz-* tree/boot/initrd*

echo kiosk > tree/etc/hostname
: > tree/etc/machine-id
echo '/dev/vda / ext4 defaults 0 1' > tree/etc/fstab
# One unit runs share/run.sh as root, leaves its exit status in share/status and switches the guest off.
cat > tree/etc/systemd/system/guest-run.service <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStartPre=mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,cache=loose share /mnt
ExecStart=/bin/sh -c 'sh /mnt/run.sh >/mnt/out.log 2>&1; echo $? >/mnt/status; sync; systemctl poweroff --force'
UNIT
mkdir -p tree/etc/systemd/system/multi-user.target.wants
ln -sf ../guest-run.service tree/etc/systemd/system/multi-user.target.wants/guest-run.service
rm -f root.ext4 && truncate -s 2G root.ext4 && mkfs.ext4 -q -d tree -L root root.ext4

mkdir -p initrd/{bin,mod,dev,proc,new} && cp "$(command -v busybox)" initrd/bin/busybox
count=0
for module in virtio_pci virtio_blk ext4; do needs "$module"; done | awk '!seen[$0]++' | while read -r file; do
  count=$((count + 1)); cp "$file" "initrd/mod/$(printf %02d $count)-$(basename "$file")"
done
cat > initrd/init <<'INIT'
#!/bin/busybox sh
b=/bin/busybox
$b mount -t devtmpfs dev /dev; $b mount -t proc proc /proc
for m in /mod/*; do
  case $m in *.xz) $b xz -dc "$m" >/tmp.ko; m=/tmp.ko;; esac
  $b insmod "$m"
done
i=0; while [ ! -b /dev/vda ] && [ $i -lt 50 ]; do $b sleep 0.1; i=$((i+1)); done
$b mount -t ext4 -o rw /dev/vda /new || $b poweroff -f
$b umount /proc; $b mount --move /dev /new/dev
exec $b switch_root /new /sbin/init
INIT
chmod +x initrd/init
(cd initrd && find . | cpio -o -H newc --quiet | gzip -1) > initrd.gz
rm -rf tree initrd
echo "guest ready: $suite, kernel $version"
