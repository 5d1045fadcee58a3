#pragma once

#include <utility>

#include "services/notices/mails.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

// The words of the mails, in the language of the person they go to.
class Mails final : public services::MailWriter
{
public:
  explicit Mails(Texts texts) : m_texts(std::move(texts)) {}
  services::MailText write(const services::Mail& mail) const override;

private:
  Texts m_texts;
};

} // namespace myatlas::texts
