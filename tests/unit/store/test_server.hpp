#pragma once

#include <cstdlib>
#include <memory>

#include "store/postgres/home.hpp"

namespace myatlas::store {

// In the database that MYATLAS_TEST_SERVER names, whose store is made anew: tests/server/server.py
// has one.
struct OnServer
{
  static bool is_absent() { return std::getenv("MYATLAS_TEST_SERVER") == nullptr; }

  static std::unique_ptr<postgres::PostgresEngine> connect()
  {
    auto engine = *postgres::connect_to(std::getenv("MYATLAS_TEST_SERVER"), {});
    engine->connection().run("drop schema if exists myatlas cascade; create schema myatlas");
    postgres::make_home(*engine);
    return engine;
  }

  std::unique_ptr<Engine> open() { return connect(); }
};

} // namespace myatlas::store
