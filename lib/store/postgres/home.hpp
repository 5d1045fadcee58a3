#pragma once

#include <functional>
#include <memory>
#include <string>

#include "store/postgres/postgres_engine.hpp"
#include "util/crypto.hpp"
#include "util/result.hpp"

// The place of a store in a database: whether there is one, whose key it is, and making it.
namespace myatlas::store::postgres {

// Fails like Connection::open.
util::Result<std::unique_ptr<PostgresEngine>> connect_to(const std::string& url,
                                                         std::function<void()> waiting);

// store.not_made (where) when the database has no store; store.not_ours when what is there under
// its name is another's.
util::Outcome check_home(PostgresEngine& engine);

// Where there is a role myatlas_owner that this user has and that may, what is made is that role's.
void act_as_owner(PostgresEngine& engine);

// The tables that the server has besides those of the migrations, in the transaction that is open.
void make_home(PostgresEngine& engine);

// Kept by who made or migrated the schema, so that what somebody changes in it is seen.
void remember_objects(PostgresEngine& engine);
std::vector<util::Error>
changed_objects(PostgresEngine& engine); // store.foreign_schema (where, object, version)

// What the role myatlas_app, where there is one, may do: all that commands do, and nothing to the
// audit but add to it.
void grant_to_app(PostgresEngine& engine);

// Tells one key from another without telling it.
std::string fingerprint(const util::Key& key);

// store.key_other (where, path of the key) when the store was begun with another key.
util::Outcome check_key(PostgresEngine& engine, const util::Key& key, const std::string& path);
void remember_key(PostgresEngine& engine, const util::Key& key);

} // namespace myatlas::store::postgres
