#pragma once

#include "domain/correspondence/publication.hpp"
#include "operations/operation.hpp"
#include "services/correspondence/publications.hpp"

namespace myatlas::operations {

using services::PublicationForm;

struct ListPublications
{
  std::string kind, branch;
  bool open = false;      // tenders that can still be answered alone
  bool withdrawn = false; // those taken back too
};

struct PublicationName
{
  std::string number;
};

extern const OperationOf<ListPublications> k_list_publications;
extern const OperationOf<PublicationName> k_show_publication, k_withdraw;
extern const OperationOf<services::PublicationForm> k_publish;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::ListPublications>
{
  using Form = operations::ListPublications;
  static constexpr std::tuple k_members = {
    word<domain::parse_publication_kind>("kind", &Form::kind), member("branch", &Form::branch),
    member("open", &Form::open), member("withdrawn", &Form::withdrawn)};
};

template <>
struct Shape<operations::PublicationName>
{
  using Form = operations::PublicationName;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number)};
};

template <>
struct Shape<services::PublicationForm>
{
  using Form = services::PublicationForm;
  static constexpr std::tuple k_members = {
    word<domain::parse_publication_kind>("kind", &Form::kind),
    member("title", &Form::title),
    member("summary", &Form::summary),
    member("branch", &Form::branch),
    member("url", &Form::url),
    member("buyer", &Form::buyer),
    member("contract_type", &Form::contract_type),
    member("reference", &Form::reference),
    member("deadline", &Form::deadline),
    member("place", &Form::place),
    member("lots", &Form::lots, Says::figure),
    member("platform", &Form::platform)};
};

} // namespace myatlas::formats
