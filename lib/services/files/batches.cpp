#include "services/files/batches.hpp"

#include "util/try.hpp"

namespace myatlas::services {

std::string batch_owner(const Context& context)
{
  return context.actor.match([](const Anonymous&) { return std::string(); },
                             [](const OfAccount& one) { return one.account.id; },
                             [](const Office& office) { return office.account.id; },
                             [](const Host& host) { return host.beside; });
}

bool sees_batch(const Context& context, const store::Batch& batch)
{
  const std::string owner = batch_owner(context);
  return sees_everything(context) || (!owner.empty() && batch.account == owner);
}

util::Result<std::vector<store::Batch>> list_batches(const Context& context)
{
  TRY(may_read(context));
  std::vector<store::Batch> batches = context.store.batches().list();
  std::erase_if(batches, [&](const store::Batch& batch) { return !sees_batch(context, batch); });
  return batches;
}

util::Result<store::Batch> find_batch(const Context& context, std::int64_t number,
                                      const std::string& name)
{
  TRY(may_read(context));
  const auto batch = context.store.batches().find(number);
  return batch && sees_batch(context, *batch)
           ? util::Result<store::Batch>(*batch)
           : util::Result<store::Batch>(util::Error{"batch.unknown", {name}}.at("BATCH"));
}

} // namespace myatlas::services
