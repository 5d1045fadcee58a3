#include <chrono>

#include <poll.h>

#include "store/postgres/connection.hpp"
#include "store/postgres/errors.hpp"

// Why a server did not let in: libpq tells the code only to who asks for it before it connects, and
// the words are of the server's language.
namespace myatlas::store::postgres {

namespace {

constexpr std::chrono::seconds k_patience_with_refusal{5};

int patience_in_milliseconds()
{
  return static_cast<int>(std::chrono::milliseconds(k_patience_with_refusal).count());
}

bool wait_for_socket(int socket, short events)
{
  pollfd waiting{socket, events, 0};
  return ::poll(&waiting, 1, patience_in_milliseconds()) > 0;
}

using Attempt = std::unique_ptr<PGconn, decltype(&PQfinish)>;

// A connection as far as it comes, whose messages bear their SQLSTATE.
Attempt attempt(const Libpq& library, const Target& target)
{
  Attempt made(
    library.begin_connect(pointers(target.keywords).data(), pointers(target.values).data(), 1),
    library.finish);
  if (!made || library.status(made.get()) == CONNECTION_BAD) {
    return made;
  }
  library.set_verbosity(made.get(), PQERRORS_VERBOSE);
  auto next = PGRES_POLLING_WRITING;
  while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING) {
    if (!wait_for_socket(library.socket(made.get()),
                         next == PGRES_POLLING_READING ? POLLIN : POLLOUT)) {
      break;
    }
    next = library.go_on_connecting(made.get());
  }
  return made;
}

} // namespace

util::Error Connection::reason_of_refusal(const Libpq& library, const Target& target,
                                          const std::string& said)
{
  const Attempt again = attempt(library, on_any_server(target));
  if (again && library.status(again.get()) == CONNECTION_OK) {
    return {"store.replica", {target.shown, said}}; // it lets in, and takes no writes
  }
  const std::string state = again ? state_in(library.error(again.get())) : "";
  return state.empty() ? util::Error{"store.unreachable", {target.shown, said}}
                       : error_of_state(state, target.shown, said);
}

} // namespace myatlas::store::postgres
