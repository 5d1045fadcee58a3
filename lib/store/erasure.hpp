#pragma once

#include <string>
#include <string_view>

#include "store/engine.hpp"

namespace myatlas::store {

// Takes a person's account out of every table. Dossiers, invoices, declarations and letters stay, since they are the companies' and the law
// wants them kept; who did what in them is a pseudonym from then on.
class Erasure
{
public:
  explicit Erasure(Engine& engine) : m_engine(engine) {}

  void erase(std::string_view account, std::string_view email, std::string_view email_key, std::string_view pseudonym);

private:
  Engine& m_engine;
};

} // namespace myatlas::store
