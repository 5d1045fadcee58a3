#!/usr/bin/env bash
# What a release must pass besides: the same with the system's libraries, as SECURITY.md says.
set -e
top=$(dirname "$0")/..
"$top/tests/run.sh" release
"$top/tests/run.sh" shared
