#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/engine.hpp"
#include "util/clock.hpp"
#include "util/crypto.hpp"

namespace myatlas::store {

// What a request that came with a key of its own was answered.
struct KeptAnswer
{
  std::string request; // its digest
  std::int64_t status = 0;
  std::string answer;
};

// By who asked and the key they gave; kept for a month.
class Answers
{
public:
  Answers(Engine& engine, const util::Key& key) : m_engine(engine), m_key(key) {}

  std::optional<KeptAnswer> find(std::string_view actor, std::string_view name,
                                 util::Instant now) const;
  void put(std::string_view actor, std::string_view name, const KeptAnswer& kept,
           util::Instant now);

private:
  Engine& m_engine;
  const util::Key& m_key;
};

} // namespace myatlas::store
