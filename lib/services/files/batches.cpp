#include "services/files/batches.hpp"

#include <algorithm>
#include <charconv>

#include "util/try.hpp"

namespace myatlas::services {

namespace {

using store::Batch;

// "B-12" or "12"; 0 is no batch.
std::int64_t number_of(std::string_view text)
{
  text.remove_prefix(text.starts_with("B-") || text.starts_with("b-") ? 2 : 0);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ptr == text.data() + text.size() ? number : 0;
}

} // namespace

std::string batch_owner(const Context& context)
{
  return context.actor.match([](const Anonymous&) { return std::string(); },
                             [](const OfAccount& one) { return one.account.id; },
                             [](const Office& office) { return office.account.id; },
                             [](const Host& host) { return host.beside; });
}

bool sees_batch(const Context& context, const Batch& batch)
{
  const std::string owner = batch_owner(context);
  return sees_everything(context) || (!owner.empty() && batch.account == owner);
}

Result<std::vector<Batch>> list_batches(const Context& context)
{
  TRY(may_read(context));
  std::vector<Batch> batches = context.store.batches().list();
  std::erase_if(batches, [&](const Batch& batch) { return !sees_batch(context, batch); });
  return batches;
}

Result<Batch> find_batch(const Context& context, const std::string& name)
{
  TRY(may_read(context));
  const auto batch = context.store.batches().find(number_of(name));
  return batch && sees_batch(context, *batch)
           ? Result<Batch>(*batch)
           : Result<Batch>(Error{"batch.unknown", {name}}.at("batch"));
}

std::int64_t open_rejects(const Context& context, const Batch& batch)
{
  const std::int64_t corrected = context.store.batches().corrected(batch.number);
  return std::max<std::int64_t>(batch.rejected - corrected, 0);
}

Result<util::FileHandle> open_kept_rejects(const Context& context, const Batch& batch,
                                           const std::string& name)
{
  if (batch.rejects.empty()) {
    return Error{"batch.no_rejects", {name}}.at("batch");
  }
  return context.store.documents().open(batch.rejects);
}

} // namespace myatlas::services
