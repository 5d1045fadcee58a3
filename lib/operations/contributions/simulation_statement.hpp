#pragma once

#include <map>
#include <string>

#include "operations/contributions/employer_result.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

// Whom a statement is by and for; empty: nobody signs it, and it is for the employer by its name.
struct StatementParties
{
  std::string firm, client;
};

// What an employer owes as a PDF for it, in French. Fails as statement_pdf does.
Result<std::string> contribution_statement(const texts::Texts& texts, const EmployerResult& result,
                                           const StatementParties& parties, const Moment& moment);

// The file names of statements, which any file system takes: SIREN, name and year in bare letters
// ("732829320-altea-conseil-2025.pdf"); two of one name get a number.
class StatementNames
{
public:
  std::string next(const EmployerResult& result);

private:
  std::map<std::string, int> m_places;
};

} // namespace myatlas::operations
