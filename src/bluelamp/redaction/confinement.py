"""What the decoding process gives up, for good, before it looks at a file.

Resource limits everywhere; on Linux also Landlock (no path can be opened, no TCP) and a seccomp
filter (no sockets, programs, new processes or files, nothing changed of those that are open).  All of it is inherited and irrevocable.
Numbers: linux/landlock.h, linux/seccomp.h, linux/filter.h and the two architectures' syscall tables.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import struct
import sys

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _SIGKILL = 1, 38, 9
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446

# Access rights on files that each version of Landlock can refuse: 13 at first, then one by one.
_LANDLOCK_FS_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
_LANDLOCK_NET, _LANDLOCK_SCOPES = 0b11, 0b11

# (x86-64, AArch64); None where the architecture has no such call.
_REFUSED_CALLS: dict[str, tuple[int | None, int | None]] = {
    "open": (2, None), "openat": (257, 56), "openat2": (437, 437), "creat": (85, None),
    "open_by_handle_at": (304, 265), "memfd_create": (319, 279),
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242),
    "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None),
    "kill": (62, 129), "tkill": (200, 130), "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    # What changes a file that is already open, or one by its name; what others may share.
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190),
    "mq_open": (240, 180), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    # What would put this process before every other on the machine: SVT-AV1 asks for it where it may.
    "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    "setpriority": (141, 140),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104),
}  # fmt: skip
# These name a process by their first argument, and are needed for the own: by 0, or its number.
_OF_ONESELF: dict[str, tuple[int, int]] = {"tgkill": (234, 131), "prlimit64": (302, 261)}
_CLONE, _CLONE3, _SECCOMP = (56, 220), (435, 435), (317, 277)
_CLONE_THREAD, _X32 = 0x10000, 0x40000000
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000


def confine(*, memory_bytes: int, output_bytes: int, seconds: int) -> tuple[str, ...]:
    """Give up files, network and processes; returns the names of the protections in force."""
    _limit(memory_bytes, output_bytes, seconds)
    if sys.platform != "linux":
        return ("limits",)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ("limits",)
    tried = {"landlock": _landlock(libc), "seccomp": _seccomp(libc)}
    return ("limits", *(name for name, held in tried.items() if held))


def _limit(memory_bytes: int, output_bytes: int, seconds: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(kind, (most, most))


def _landlock(libc: ctypes.CDLL) -> bool:
    """A ruleset that handles every right and grants none."""
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return False
    files = (1 << _LANDLOCK_FS_BITS.get(version, 16)) - 1
    rules = struct.pack(
        "=QQQ", files, _LANDLOCK_NET if version >= 4 else 0, _LANDLOCK_SCOPES if version >= 6 else 0
    )
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(_LANDLOCK_CREATE, rules, size, 0)
    if ruleset < 0:
        return False
    held = bool(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    os.close(ruleset)
    return held


def _seccomp(libc: ctypes.CDLL) -> bool:
    """Install the filter on every thread; False where the machine or kernel has no such thing."""
    known = _ARCHITECTURES.get(platform.machine())
    if known is None:
        return False
    program = b"".join(_filter(*known))
    code = ctypes.create_string_buffer(program)
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    return bool(libc.syscall(_SECCOMP[known[0]], 1, 1, described) == 0)


def _filter(column: int, architecture: int) -> list[bytes]:
    """The filter's instructions.

    It refuses the listed calls, what is done to other processes, and clones that are not threads.
    """
    refuse = _step(_RETURN, _ERRNO | errno.EPERM)
    steps = [
        _step(_LOAD, _ARCH), _step(_EQUAL, architecture, 1, 0), refuse,
        _step(_LOAD, _NUMBER), _step(_AT_LEAST, _X32, 0, 1), refuse,
    ]  # fmt: skip
    for numbers in _REFUSED_CALLS.values():
        number = numbers[column]
        if number is not None:
            steps += [_step(_EQUAL, number, 0, 1), refuse]
    for numbers in _OF_ONESELF.values():
        steps += [
            _step(_EQUAL, numbers[column], 0, 5), _step(_LOAD, _FIRST_ARGUMENT),
            _step(_EQUAL, 0, 2, 0), _step(_EQUAL, os.getpid(), 1, 0), refuse,
            _step(_RETURN, _ALLOW),
        ]  # fmt: skip
    # glibc falls back from clone3, whose flags a filter cannot read, to clone.
    steps += [_step(_EQUAL, _CLONE3[column], 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS)]
    steps += [
        _step(_EQUAL, _CLONE[column], 0, 3),
        _step(_LOAD, _FIRST_ARGUMENT), _step(_ANY_BIT, _CLONE_THREAD, 1, 0), refuse,
    ]  # fmt: skip
    return [*steps, _step(_RETURN, _ALLOW)]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
