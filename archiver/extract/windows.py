"""The memory limit of a process under Windows: a Job Object, which the process puts itself into."""

import ctypes
import sys
from ctypes import wintypes

_PROCESS_MEMORY = 0x100
_EXTENDED_LIMITS = 9


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", wintypes.LARGE_INTEGER), ("job_time", wintypes.LARGE_INTEGER),
        ("flags", wintypes.DWORD), ("smallest", ctypes.c_size_t), ("largest", ctypes.c_size_t),
        ("processes", wintypes.DWORD), ("affinity", ctypes.c_size_t), ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
    )  # fmt: skip


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits), ("io", ctypes.c_ulonglong * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


if sys.platform == "win32":

    def limit_memory(memory: int) -> None:
        """Let this process have at most `memory` bytes. Raises OSError where Windows refuses."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _ExtendedLimits(process_memory=memory)
        limits.basic.flags = _PROCESS_MEMORY
        if not kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ) or not kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess())):
            raise ctypes.WinError(ctypes.get_last_error())
