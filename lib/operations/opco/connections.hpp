#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

// What is left out stays as it was; without anything the connections there are are told.
struct ConfigureOpco
{
  std::string opco = "atlas";
  std::string base_url, token_url, scope, client_id, api_version;
  util::Secret client_secret, cfa_key;
};

extern const OperationOf<ConfigureOpco> k_configure_opco;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::ConfigureOpco>
{
  using Form = operations::ConfigureOpco;
  static constexpr std::tuple k_members = {
    member("opco", &Form::opco),
    member("base_url", &Form::base_url),
    member("token_url", &Form::token_url),
    member("scope", &Form::scope),
    member("client_id", &Form::client_id),
    member("client_secret", &Form::client_secret, Says::secret),
    member("cfa_key", &Form::cfa_key, Says::secret),
    member("api_version", &Form::api_version, Says::figure)};
};

} // namespace myatlas::formats
