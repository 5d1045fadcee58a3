#include "operations/upkeep/keys.hpp"

#include "operations/upkeep/store_documents.hpp"
#include "services/garbage.hpp"
#include "services/upkeep/backup_rotation.hpp"

namespace myatlas::operations {

namespace fs = std::filesystem;

namespace {

fs::path usual_place_of_old_key(const HostStore& host)
{
  return host.place + "-key-before-" + services::stamp_of(host.clock.now()) + "Z";
}

// Of a store on a server the key is on every host.
Outcome check_own_key(const HostStore& host)
{
  return fail_unless(!is_on_server(host), {"usage.both", {"rotate-key", "--store " + host.place}});
}

} // namespace

Result<RotatedKey> rotate_key(const HostStore& host, const fs::path& old_key)
{
  TRY(check_own_key(host));
  const fs::path kept = old_key.empty() ? usual_place_of_old_key(host) : old_key;
  TRY_ASSIGN(const store::KeyRotation done,
             in_known_store(host, StoreUse::write, [&](const services::Context& context) {
               return services::rotate_key(context, kept);
             }));
  const KeyTold told{.store = host.place, .key_file = host.key_file.string(), .rotation = done};
  return RotatedKey{.document = key_rotated(told), .old_key = done.old_key};
}

} // namespace myatlas::operations
