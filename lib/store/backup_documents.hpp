#pragma once

#include <cstdint>

#include "store/documents.hpp"
#include "store/engine.hpp"
#include "util/result.hpp"

// The documents of a backup: in parts of a megabyte, under the digests that its rows name. A row of
// a backup may say anything: what is no digest is store.digest (text), and a document that is not
// what its digest says is store.document_changed (digest).
namespace myatlas::store {

// Each that a row names, into the backup; store.document_missing (digest).
util::Outcome pack_documents(Engine& backup, const Documents& documents);

// Each as a file. The first that is wrong ends it.
util::Outcome unpack_documents(Engine& backup, const Documents& documents);

// What is wrong with any of them, and how many there are.
util::Errors look_at_documents(Engine& backup, std::int64_t& count);

} // namespace myatlas::store
