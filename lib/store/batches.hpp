#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/engine.hpp"
#include "util/clock.hpp"

namespace myatlas::store {

// One import that wrote something: what file, how it was read, what became of its rows.
struct Batch
{
  std::int64_t number = 0; // shown as "B-12"
  std::string kind, file, digest;
  std::string encoding, separator, decimal, dates, on_error;
  std::int64_t read = 0, accepted = 0, unchanged = 0, rejected = 0, created = 0, updated = 0;
  std::string actor;
  util::Instant at;
};

class Batches
{
public:
  explicit Batches(Engine& engine) : m_engine(engine) {}

  std::int64_t next_number();
  void put(const Batch& batch);
  std::optional<Batch> find(std::int64_t number) const;
  std::optional<Batch> find_digest(std::string_view kind, std::string_view digest) const; // the latest
  std::vector<Batch> list() const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
