#!/usr/bin/python3
"""What must survive, the short form of every fault: see the module of each. MYATLAS_FULL=1 asks for the figures of a release,
MYATLAS_SEED for other chances. faults.py PROGRAM"""
import backups
import calls
import damage
import disk
import operation
import kills
import power
import sharing
import stops
import writers
from common import finish

if __name__ == "__main__":
    finish("faults", [fault for module in (kills, power, calls, disk, operation, sharing, stops, writers, damage, backups) for fault in module.FAULTS])
