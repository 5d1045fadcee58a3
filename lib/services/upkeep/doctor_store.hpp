#pragma once

#include <vector>

#include "services/upkeep/examination.hpp"

// What doctor looks at in the store, once it could be opened.
namespace myatlas::services {

Finding check_schema(const Examination& p);
std::vector<Finding> check_server(const Examination& p); // of a file nothing is said
Finding check_key(const Examination& p);
Finding check_documents(const Examination& p);
Finding check_clock(const Examination& p);

// Every page and row would take as long as the store is large: that is "verify".
Finding check_audit(const Examination& p);
Finding check_backup(const Examination& p);

// When the store was last backed up; what was restored is a backup.
std::optional<util::Instant> latest_backup(const Context& context);

} // namespace myatlas::services
