#pragma once

#include <string>

#include "operations/host_store.hpp"
#include "session.hpp"
#include "store_in_use.hpp"

namespace myatlas::cli {

// The store in use, for what its host does with it. It lives no longer than the session.
inline operations::HostStore host_store(Session& session)
{
  StoreInUse& in_use = session.store_in_use();
  const std::string place = session.settings().value("store");
  return {.place = place,
          .key_file =
            session.is_on_server() ? session.settings().value("key_file") : place + "-key",
          .clock = session.clock(),
          .making = in_use.making(),
          .open = [&in_use](
                    operations::StoreUse use) { return in_use.open(use, operations::Who::office); },
          .documents = session.database().documents};
}

} // namespace myatlas::cli
