#include "domain/values/finding.hpp"

namespace myatlas::domain {

using util::Errors;

Errors of_severity(const Findings& findings, Severity severity)
{
  Errors errors;
  for (const Finding& finding : findings) {
    if (finding.severity == severity) {
      errors.push_back(finding.error);
    }
  }
  return errors;
}

} // namespace myatlas::domain
