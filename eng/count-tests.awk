# Counts the results of test result files (.trx): all, and those of test category Golden.
# Prints: passed failed skipped golden-passed golden-failed golden-skipped
function attribute(line, name,    at, rest) {
  at = index(line, " " name "=\"")
  if (!at) return ""
  rest = substr(line, at + length(name) + 3)
  return substr(rest, 1, index(rest, "\"") - 1)
}
/<UnitTestResult / { results++; test[results] = attribute($0, "testId"); outcome[results] = attribute($0, "outcome") }
/<UnitTest / { definition = attribute($0, "id") }
/<TestCategoryItem TestCategory="Golden"/ { golden[definition] = 1 }
END {
  for (i = 1; i <= results; i++) {
    kind = outcome[i] == "Passed" ? "p" : outcome[i] == "Failed" || outcome[i] == "Error" || outcome[i] == "Timeout" || outcome[i] == "Aborted" ? "f" : "s"
    all[kind]++
    if (test[i] in golden) gold[kind]++
  }
  print all["p"] + 0, all["f"] + 0, all["s"] + 0, gold["p"] + 0, gold["f"] + 0, gold["s"] + 0
}
