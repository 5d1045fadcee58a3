#pragma once

#include <optional>

#include "domain/dossiers/certification.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// The table of professional certifications an operator loaded.
class Certifications
{
public:
  enum class Put
  {
    added,
    changed,
    same, // it was so already
  };

  explicit Certifications(Engine& engine) : m_engine(engine) {}

  std::optional<domain::Certification> find(const domain::RncpCode& code) const;
  bool any() const;
  // `known`: what find() says of its code.
  Put put(const domain::Certification& certification,
          const std::optional<domain::Certification>& known);

private:
  Engine& m_engine;
};

} // namespace myatlas::store
