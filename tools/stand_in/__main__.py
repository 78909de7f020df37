"""Serves a folder until it is ended: python -m stand_in [--port 0] [--scenario FILE.json] [--log FILE] FOLDER."""

import argparse
import signal
from pathlib import Path

from .scenario import Scenario
from .server import StandIn

parser = argparse.ArgumentParser(prog="stand_in", description=__doc__)
parser.add_argument(
    "folder", type=Path, metavar="FOLDER", help="with ID.xml, ID.html, ID.pdf, ID.odt and, if wanted, ID.metadata.json"
)
parser.add_argument("--port", type=int, default=0, help="on loopback; 0 takes one that is free")
parser.add_argument("--scenario", type=Path, help="what is to go wrong, in JSON")
parser.add_argument("--log", type=Path, help="one line of JSON a request")
arguments = parser.parse_args()

scenario = Scenario.load(arguments.scenario) if arguments.scenario else Scenario()
with StandIn(arguments.folder, scenario, arguments.log, arguments.port) as server:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    print(server.base, flush=True)
    server.serve_forever()
