#pragma once

#include "store/documents.hpp"
#include "store/engine.hpp"
#include "util/clock.hpp"

namespace myatlas::store {

// What is known of each document that is kept, whatever names it: a dossier, an invoice, a batch.
class StoredDocuments
{
public:
  explicit StoredDocuments(Engine& engine) : m_engine(engine) {}

  void put(const StoredDocument& document, util::Instant now); // nothing where it is known already

private:
  Engine& m_engine;
};

} // namespace myatlas::store
