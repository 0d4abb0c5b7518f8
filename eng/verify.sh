#!/usr/bin/env bash
# Usage: eng/verify.sh [FILE]
#        eng/verify.sh --fuzz COUNT [SEED]
#
# Verifies answers: reads JSON Lines from FILE (without it, or with '-': the standard input), rows of
#   {"id", "gold", "prediction" or "output", "choices"?, "config"?}
# and writes one JSON line a row to the standard output:
#   {"id", "correct", "extracted", "normal_gold", "normal_prediction", "reason"}
# Several gold answers in a list are alternatives. A row's config states the conventions that it asks for:
#   of the reference verifier: float_rounding, boxed_match_priority, try_extract_without_anchor, allow_set_relation_comp,
#     reasoning_delimiters, strings
#   our own: preset (MathVerify, QwenMath, TrlReasoning), percent (either, fraction, unit), units (convert, same, ignore),
#     ordered_lists, set_for_tuple, any_brackets
# Other entries of a config are not looked at. Without a config: the defaults of AnswerVerifier.
# --fuzz verifies COUNT pairs of mutated answers, both ways round, and reports crashes, asymmetries and the slowest pair.
# Exit code 1 where a row could not be read; it is answered all the same, with the reason.
. "$(dirname "$0")/shell.sh"

case ${1:-} in --help|-h) help ;; esac
build "$root/eng/tools/Verify"
exec dotnet "$root/.artifacts/bin/Verify/release/Verify.dll" "$@"
