"""What granian's workers import: the witness of the file that `bluelamp ledger witness` was given."""

import logging
import os
from pathlib import Path

from bluelamp.witness.configuration import Configuration
from bluelamp.witness.service import Service

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
application = Service(Configuration.read(Path(os.environ["BLUELAMP_WITNESS_FILE"])).watch())
