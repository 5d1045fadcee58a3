#pragma once

#include "domain/correspondence/official_letter.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

struct ListLetters
{
  bool unread = false;
  std::string since, kind, company;
};

struct GetLetter
{
  std::string number;
  bool pdf = false; // as a file too
};

struct SendLetter
{
  std::string request, comment;
};

extern const OperationOf<ListLetters> k_list_letters;
extern const OperationOf<GetLetter> k_get_letter;
extern const OperationOf<SendLetter> k_send_letter;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::ListLetters>
{
  using Form = operations::ListLetters;
  static constexpr std::tuple k_members = {
    member("unread", &Form::unread), member("since", &Form::since, Says::day),
    word<domain::parse_letter_kind>("kind", &Form::kind), member("company", &Form::company)};
};

template <>
struct Shape<operations::GetLetter>
{
  using Form = operations::GetLetter;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number),
                                           member("pdf", &Form::pdf)};
};

template <>
struct Shape<operations::SendLetter>
{
  using Form = operations::SendLetter;
  static constexpr std::tuple k_members = {required("request", &Form::request, Says::number),
                                           member("comment", &Form::comment)};
};

} // namespace myatlas::formats
