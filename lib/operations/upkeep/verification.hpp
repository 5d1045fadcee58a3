#pragma once

#include "formats/json/json.hpp"
#include "operations/host_store.hpp"
#include "services/upkeep/verification.hpp"

// The store of this machine, looked through.
namespace myatlas::operations {

struct Verified
{
  formats::Json document;
  Errors found; // nothing: it is sound
};

// With `anchor`, "12:9f3c…", that the end of its audit is still in it: anchor.form. Of a file that
// is too damaged to be opened, why, and the pages that are to blame.
Result<Verified> verify(const HostStore& host, const std::string& anchor);

} // namespace myatlas::operations
