#pragma once

#include <libpq-fe.h>

#include "util/result.hpp"

namespace myatlas::store::postgres {

// PostgreSQL's client library. It is loaded when a store is a URL, and never otherwise: it brings
// GSSAPI, LDAP and OpenSSL with it.
struct Libpq
{
  decltype(&PQconninfoParse) parse_url = nullptr;
  decltype(&PQconndefaults) defaults = nullptr;
  decltype(&PQconninfoFree) free_options = nullptr;
  decltype(&PQconnectdbParams) connect = nullptr;
  decltype(&PQconnectStartParams) begin_connect = nullptr;
  decltype(&PQconnectPoll) go_on_connecting = nullptr;
  decltype(&PQfinish) finish = nullptr;
  decltype(&PQreset) reset = nullptr;
  decltype(&PQstatus) status = nullptr;
  decltype(&PQtransactionStatus) transaction = nullptr;
  decltype(&PQsocket) socket = nullptr;
  decltype(&PQserverVersion) server_version = nullptr;
  decltype(&PQlibVersion) library_version = nullptr;
  decltype(&PQparameterStatus) parameter = nullptr;
  decltype(&PQerrorMessage) error = nullptr;
  decltype(&PQsetErrorVerbosity) set_verbosity = nullptr;
  decltype(&PQsetNoticeReceiver) set_notice_receiver = nullptr;
  decltype(&PQexec) exec = nullptr;
  decltype(&PQprepare) prepare = nullptr;
  decltype(&PQexecParams) exec_params = nullptr;
  decltype(&PQexecPrepared) exec_prepared = nullptr;
  decltype(&PQsendQueryParams) send_params = nullptr;
  decltype(&PQsetSingleRowMode) single_rows = nullptr;
  decltype(&PQgetResult) next_result = nullptr;
  decltype(&PQputCopyData) put_copy = nullptr;
  decltype(&PQputCopyEnd) end_copy = nullptr;
  decltype(&PQresultStatus) result_status = nullptr;
  decltype(&PQresultErrorField) error_field = nullptr;
  decltype(&PQclear) clear = nullptr;
  decltype(&PQfreemem) free = nullptr;
  decltype(&PQntuples) rows = nullptr;
  decltype(&PQnfields) columns = nullptr;
  decltype(&PQftype) type = nullptr;
  decltype(&PQgetisnull) is_null = nullptr;
  decltype(&PQgetvalue) value = nullptr;
  decltype(&PQgetlength) length = nullptr;
  decltype(&PQcmdTuples) changed = nullptr;
};

// store.no_libpq (name) where the library is not installed.
util::Result<const Libpq*> load_libpq();

} // namespace myatlas::store::postgres
