"""What can be done to the record, one verb a file."""

from bluelamp.record.keys import create_key as create_key
from bluelamp.record.services.append import append as append
from bluelamp.record.services.checkpoint import checkpoint as checkpoint
from bluelamp.record.services.consulted import consulted as consulted
from bluelamp.record.services.consulted import opened as opened
from bluelamp.record.services.consulted import request_opened as request_opened
from bluelamp.record.services.consulted import searched as searched
from bluelamp.record.services.consulted import taken as taken
from bluelamp.record.services.erase import erase as erase
from bluelamp.record.services.erase import erase_case as erase_case
from bluelamp.record.services.export import export as export
from bluelamp.record.services.prove import prove_soon as prove_soon
from bluelamp.record.services.verify import verify as verify
