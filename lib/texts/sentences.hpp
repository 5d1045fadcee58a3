#pragma once

#include <string>

#include "texts/texts.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

// Sentences of one subject, in one text.
class Sentences
{
public:
  explicit Sentences(const Texts& texts) : m_texts(texts) {}

  template <typename... Arguments>
  void add(const char* sentence, // msgid
           const Arguments&... arguments)
  {
    add_text(m_texts.trf(sentence, arguments...));
  }

  void add_text(const std::string& text) { util::add_to_list(m_text, text, " "); }

  const std::string& text() const { return m_text; }

private:
  const Texts& m_texts;
  std::string m_text;
};

} // namespace myatlas::texts
