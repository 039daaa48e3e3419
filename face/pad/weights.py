"""Reads a PyTorch state dict (the format before zip files) without PyTorch, and without running what it names.

A file is four pickles (magic, version, system, the dict with numbered storages), the list of storage keys, and then
each storage: its length as int64 and its values, all little endian.
"""

import pickle
from collections import OrderedDict
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = 0x1950A86A20F9469CFC6C
STORAGES = {"FloatStorage": "<f4", "LongStorage": "<i8"}
LARGEST = 64 * 1024 * 1024
Weights = dict[str, NDArray[np.float32]]


class _Storage:
    """Values that come later in the file than the tensors that use them."""

    def __init__(self, kind: str) -> None:
        self.dtype = np.dtype(STORAGES[kind])
        self.values: NDArray[Any] = np.zeros(0, self.dtype)


class _Tensor:
    def __init__(
        self, storage: _Storage, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: object
    ):
        self._storage, self._offset, self._size, self._stride = storage, offset, size, stride

    def array(self) -> NDArray[np.float32]:
        count = int(np.prod(self._size, dtype=np.int64))
        rows = np.cumprod((1, *reversed(self._size)))[:-1][::-1]
        if tuple(self._stride) != tuple(int(row) for row in rows):
            raise ValueError("a tensor is not contiguous")
        values = self._storage.values[self._offset : self._offset + count]
        return values.reshape(self._size).astype(np.float32)


class _Reader(pickle.Unpickler):
    """Knows the five names that a state dict needs, and refuses any other."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _Tensor
        if module == "torch" and name in STORAGES:
            return name
        raise pickle.UnpicklingError(f"{module}.{name} does not belong into a state dict")

    def persistent_load(self, pid: Any) -> _Storage:
        _, kind, key, *_rest = pid
        return self.storages.setdefault(str(key), _Storage(str(kind)))


def read(content: bytes) -> Weights:
    """The tensors by name, without the prefix that parallel training leaves.

    Raises:
        ValueError: not such a file, cut short, or naming anything but tensors.
    """
    if len(content) > LARGEST:
        raise ValueError("larger than any known weights")
    file = BytesIO(content)
    try:
        if _Reader(file).load() != MAGIC:
            raise ValueError("not a PyTorch state dict")
        _Reader(file).load()
        _Reader(file).load()
        reader = _Reader(file)
        tensors = reader.load()
        for key in _Reader(file).load():
            storage = reader.storages[str(key)]
            count = int(np.frombuffer(file.read(8), "<i8")[0])
            storage.values = np.frombuffer(file.read(count * storage.dtype.itemsize), storage.dtype)
        return {name.removeprefix("module."): tensor.array() for name, tensor in tensors.items()}
    except (pickle.UnpicklingError, EOFError, KeyError, IndexError, TypeError, AttributeError) as fault:
        raise ValueError("not a PyTorch state dict") from fault
