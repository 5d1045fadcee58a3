#include "operations/upkeep/verification.hpp"

#include <algorithm>
#include <iterator>

#include "operations/upkeep/store_documents.hpp"

namespace myatlas::operations {

namespace {

bool is_damaged_file(const HostStore& host, const Errors& errors)
{
  return errors.front().code == "store.corrupt" && !is_on_server(host);
}

// What kept the store from being opened, and the pages that are to blame.
Errors with_pages(const HostStore& host, Errors errors)
{
  if (is_damaged_file(host, errors)) {
    std::ranges::copy(store::Store::damaged_pages(host.place), std::back_inserter(errors));
  }
  return errors;
}

} // namespace

Result<Verified> verify(const HostStore& host, const std::string& anchor)
{
  TRY_ASSIGN(const auto end, services::parse_anchor(anchor).or_at("anchor"));
  const auto found =
    in_known_store(host, StoreUse::as_it_is, [&](const services::Context& context) {
      return Result<store::Verification>(services::verify(context, end));
    });
  if (!found) {
    return with_pages(host, found.errors());
  }
  return Verified{.document = verification_document(*found), .found = found->found};
}

} // namespace myatlas::operations
