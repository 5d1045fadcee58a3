#include "operations/host_store.hpp"

#include "store/database.hpp"

namespace myatlas::operations {

store::DatabasePlace database_of(const HostStore& host)
{
  return {.url = host.place, .key = host.key_file, .documents = host.documents};
}

bool is_on_server(const HostStore& host)
{
  return store::is_database(host.place);
}

Result<int> version_of(const HostStore& host)
{
  return is_on_server(host) ? store::version_of_database(host.place)
                            : store::Store::version_of(host.place);
}

bool is_there(const HostStore& host)
{
  return is_on_server(host) ? bool(version_of(host)) : std::filesystem::exists(host.place);
}

} // namespace myatlas::operations
