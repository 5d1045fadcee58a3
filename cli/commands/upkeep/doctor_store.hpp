#pragma once

#include <vector>

#include "commands/upkeep/examination.hpp"

// What doctor looks at in the store, once it could be opened.
namespace myatlas::cli {

Finding check_schema(Examination& p);
std::vector<Finding> check_server(Examination& p); // of a file nothing is said
Finding check_key(Examination& p);
Finding check_documents(Examination& p);
Finding check_clock(Examination& p);

// Every page and row would take as long as the store is large: that is "verify".
Finding check_audit(Examination& p);
Finding check_backup(Examination& p);

} // namespace myatlas::cli
