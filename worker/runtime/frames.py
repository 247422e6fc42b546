"""What goes over the socket between the pool and a child: frames of a header and a body.

Header: length of the body (4 bytes), code (1 byte), resident memory of the child in KiB (4 bytes; 0 on the way to
the child), little-endian. To a child the first frame is the answer to BORN, then a job's code is the index of its
kind among those the child named when it was ready.
"""

import struct
from enum import IntEnum

HEADER = struct.Struct("<IBI")
BUFFER = 4 * 2**20  # asked of the kernel for each direction; it gives what its limits allow


class Answer(IntEnum):
    """Codes of the frames that a child sends, or the template in its place."""

    READY = 0  # body: the kinds of job, one a line
    RESULT = 1  # body: what the job's function returned
    EXCEPTION = 2  # body: type and text of what it raised
    MEMORY = 3  # the job ran into the memory limit
    UNFIT = 4  # from the template: the factory failed; body: why
    BORN = 5  # from the template: the child was forked; body: its process id
