#pragma once

#include <memory>
#include <string>

#include "store/engine.hpp"
#include "store/postgres/connection.hpp"

namespace myatlas::store::postgres {

// Rows go to the server by COPY, a block at a time, so that between blocks the connection is free:
// straight into a table that is empty or that cannot have them, else into a table of the
// transaction's own, from which what is new or changed goes over.
std::unique_ptr<BulkWriter> make_bulk_writer(Connection& connection, const BulkTable& table,
                                             BulkMode mode, std::string stage);

} // namespace myatlas::store::postgres
