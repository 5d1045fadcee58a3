#pragma once

#include "operations/operation.hpp"
#include "services/notices/mails.hpp"
#include "store/tables/outbox.hpp"

namespace myatlas::operations {

Result<store::MailState> parse_mail_state(std::string_view text); // "usage.choice"

// The mails of the outbox, without what they say: it may hold codes.
struct ListMails
{
  std::string state;
};

extern const OperationOf<ListMails> k_list_mail;

// What became of the letters that were due, and how many of them were digests.
Json mail_sent(int digests, const services::Delivery& delivery);

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::ListMails>
{
  using Form = operations::ListMails;
  static constexpr std::tuple k_members = {
    word<operations::parse_mail_state>("state", &Form::state)};
};
