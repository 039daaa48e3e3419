"""The one door to python-escpos.

Importing python-escpos 3.1 installs a handler on the root logger and leaves a directory with a pickle in
the temporary folder; both are undone here, so every other module takes the library from this one.
"""

import logging
import shutil

_before = list(logging.root.handlers)

from escpos import capabilities as _capabilities  # noqa: E402  (the handlers must be noted first)
from escpos.capabilities import Profile as EscposProfile  # noqa: E402
from escpos.exceptions import DeviceNotFoundError  # noqa: E402
from escpos.printer import Dummy, File, Network, Serial, Usb  # noqa: E402

for _handler in [handler for handler in logging.root.handlers if handler not in _before]:
    logging.root.removeHandler(_handler)
if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in __import__("os").environ:
    shutil.rmtree(_capabilities.pickle_dir, ignore_errors=True)

__all__ = ["DeviceNotFoundError", "Dummy", "EscposProfile", "File", "Network", "Serial", "Usb"]
