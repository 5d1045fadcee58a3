#pragma once

#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// Rules an office passes for a reason it gives (--although REASON). What was passed stands in the
// audit with that reason.
class Although
{
public:
  // The reason as typed, empty: none; what comment_of fails with goes to `problems`.
  Although(const std::string& typed, Errors& problems);

  // What speaks against it, unless there is a reason to pass it.
  Outcome pass(const Errors& found);

  const std::string& reason() const { return m_reason; } // of what was passed; empty: nothing was
  void record(Transaction& write,
              const store::AuditSubject& subject) const; // nothing when no reason was given

private:
  std::string m_typed, m_reason;
  std::vector<std::string> m_passed; // codes
};

} // namespace myatlas::services
