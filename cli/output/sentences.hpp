#pragma once

#include <string>

#include "output/joined.hpp"
#include "texts/texts.hpp"

namespace myatlas::cli {

// Sentences of one subject, in one text.
class Sentences
{
public:
  explicit Sentences(const texts::Texts& texts) : m_texts(texts) {}

  template <typename... Arguments>
  void add(const char* sentence, // msgid
           const Arguments&... arguments)
  {
    add_text(m_texts.trf(sentence, arguments...));
  }

  void add_text(const std::string& text) { join_to(m_text, text, " "); }

  const std::string& text() const { return m_text; }

private:
  const texts::Texts& m_texts;
  std::string m_text;
};

} // namespace myatlas::cli
