#pragma once

#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// A page of what was done, the oldest first.
struct AuditPage
{
  std::vector<store::AuditRow> rows;
  bool more = false;
};

// An address as the subject stands for its account.
AuditPage list_audit(const Context& context, store::AuditFilter filter);

// audit.broken (sequence): a row was changed, taken out or put in.
Outcome verify_audit(const Context& context);

} // namespace myatlas::services
