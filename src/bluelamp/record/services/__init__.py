"""What can be done to the record, one verb a file."""

from bluelamp.record.keys import create_key as create_key
from bluelamp.record.services.append import append as append
from bluelamp.record.services.checkpoint import checkpoint as checkpoint
from bluelamp.record.services.consulted import consulted as consulted
from bluelamp.record.services.erase import erase as erase
from bluelamp.record.services.export import export as export
from bluelamp.record.services.verify import verify as verify
