#pragma once

#include "operations/operation.hpp"

namespace myatlas::services {
struct AccountHoldings;
}

namespace myatlas::operations {

// "myatlas/account-export/1", as of a moment.
Json account_export_document(const services::AccountHoldings& held, util::Instant exported);

} // namespace myatlas::operations
