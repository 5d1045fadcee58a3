#pragma once

#include "store/document_place.hpp"
#include "store/postgres/postgres_engine.hpp"

// Which place the documents of a store in a database are in, as the database knows it: said when
// the store was made or restored, and never changed.
namespace myatlas::store::postgres {

// store.documents_other (where, the place that is known, the one that was asked for).
util::Outcome check_documents(PostgresEngine& engine, const DocumentPlace& asked);

// Makes the place this database's, before anything is written: documents.taken (place). Its mark,
// which is the same whenever it is made; empty where documents are in the database.
util::Result<std::string> claim_documents(PostgresEngine& engine, const DocumentsThere& there);

void remember_documents(PostgresEngine& engine, const DocumentPlace& place,
                        const std::string& mark);

// Of an open store, whose place was checked.
std::unique_ptr<Documents> documents_of(PostgresEngine& engine, const DocumentsThere& there);

} // namespace myatlas::store::postgres
