#!/usr/bin/env python3
"""Runs a pipeline and prints, as JSON, what each of its processes took.

    measured.py bsondump --quiet films.bson '|' gzip -1

CPU seconds and peak memory are those that the system counts for a process and the processes that it waited for
(wait4). The output of the last process is counted and thrown away here; this process is not part of the figures.
"""
import json
import os
import subprocess
import sys
import time


def stages(arguments):
    stage = []
    for argument in arguments:
        if argument == "|":
            yield stage
            stage = []
        else:
            stage.append(argument)
    yield stage


def rss_bytes(usage):
    return usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024


def main():
    started = time.monotonic()
    processes = []
    previous = subprocess.DEVNULL
    for command in stages(sys.argv[1:]):
        process = subprocess.Popen(command, stdin=previous, stdout=subprocess.PIPE)
        if previous is not subprocess.DEVNULL:
            previous.close()
        previous = process.stdout
        processes.append((command[0], process))

    output_bytes = 0
    tail = b""
    while chunk := os.read(previous.fileno(), 1 << 20):
        output_bytes += len(chunk)
        tail = (tail + chunk)[-4096:]

    figures = []
    for name, process in processes:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        figures.append({
            "program": os.path.basename(name),
            "exitCode": process.returncode,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakRssBytes": rss_bytes(usage),
        })
    json.dump({
        "wallSeconds": time.monotonic() - started,
        "outputBytes": output_bytes,
        # Not more than a last line, for programs that sum themselves up.
        "outputTail": tail.decode("utf-8", "replace"),
        "processes": figures,
    }, sys.stdout)


main()
