#include "operations/upkeep/garbage.hpp"

#include "operations/upkeep/store_documents.hpp"

namespace myatlas::operations {

Result<formats::Json> collect_garbage(const HostStore& host, Collect how,
                                      std::optional<std::chrono::days> older_than)
{
  const StoreUse use = how == Collect::trial ? StoreUse::read : StoreUse::write;
  TRY_ASSIGN(const services::Collected found,
             in_known_store(host, use, [&](const services::Context& context) {
               return services::collect_garbage(context, how, older_than);
             }));
  return garbage_document(found, how);
}

} // namespace myatlas::operations
