/** What the errors of storage say, in Korean. */
export const storage = {
  '{address} redirects to something that is not a web address.': '{address:이} 웹 주소가 아닌 곳으로 리디렉션됩니다.',
  '{address} redirects to an address with a login.': '{address:이} 로그인 정보가 든 주소로 리디렉션됩니다.',
  '{address} redirects in a circle.': '{address}의 리디렉션이 순환합니다.',
  '{address} redirects more than {most} times.': '{address}의 리디렉션이 {most}번을 넘습니다.',
  '{address} redirects from the public web to {inside}.': '{address:이} 공개 웹에서 {inside:으로} 리디렉션됩니다.',
  '{address} is not a web address.': '{address:은} 웹 주소가 아닙니다.',
  'a web address begins with https:// and the name of a server.': '웹 주소는 https://와 서버 이름으로 시작합니다.',
  '{address}: the user name and password in an address are not sent.':
    '{address}: 주소에 든 사용자 이름과 비밀번호는 보내지 않습니다.',
  'leave them out, and fetch what needs a login by other means.': '주소에서 빼고, 로그인이 필요한 것은 다른 방법으로 받으세요.',
  'open it in a browser, and use the address that it ends at.': '브라우저에서 열어 마지막에 도착한 주소를 쓰세요.',
  'if you know that address and trust it, use it directly.': '그 주소를 알고 믿을 수 있다면 직접 쓰세요.',
  '{name}: the gzip data unpacks to more than {limit} bytes.': '{name}: gzip 압축을 풀면 {limit}바이트를 넘습니다.',
  '{name}: the gzip data is damaged or cut off.': '{name}: gzip 데이터가 손상되었거나 중간에 잘렸습니다.',
  '{packed} packed bytes, from which {unpacked} bytes could be unpacked':
    '압축된 {packed}바이트에서 {unpacked}바이트까지 풀 수 있었습니다',
  'process {process} on {host} has held it since {since}': '{host}의 프로세스 {process:이} {since}부터 쓰고 있습니다',
  'this process holds it': '이 프로세스가 쓰고 있습니다',
  'this platform has no files: folders need Node.': '여기에는 파일이 없습니다. 폴더를 쓰려면 Node가 필요합니다.',
  'pass the bytes, or a baseUrl to fetch them from.': '바이트를 직접 주거나 받아 올 baseUrl을 주세요.',
  '{purpose} needs the package {name}, which is installed but does not load: {why}':
    '{purpose}에 필요한 패키지 {name:이} 설치되어 있지만 불러올 수 없습니다: {why}',
  'run npm install {name} again on this machine.': '이 컴퓨터에서 npm install {name:을} 다시 실행하세요.',
  '{purpose} needs the package {name}, which is not installed.': '{purpose}에 필요한 패키지 {name:이} 설치되어 있지 않습니다.',
  'this machine': '이 컴퓨터',
  'a private network': '사설 네트워크',
  "the local network (or a cloud's metadata service)": '로컬 네트워크(또는 클라우드의 메타데이터 서비스)',
  'a reserved address': '예약된 주소',
  'a multicast address': '멀티캐스트 주소',
  "a provider's own network": '통신사 내부 네트워크',
  "a cloud's metadata service": '클라우드의 메타데이터 서비스',
  'the local network': '로컬 네트워크',
  'cannot write {path}: {why}.': '{path:을} 쓸 수 없습니다: {why}.',
  'cannot lock {path}: {why}.': '{path:을} 잠글 수 없습니다: {why}.',
  'cannot list {path}: {why}.': '{path}의 목록을 볼 수 없습니다: {why}.',
  'cannot remove {path}: {why}.': '{path:을} 지울 수 없습니다: {why}.',
  'free some space on the disk. What was there before is still intact.':
    '디스크 공간을 확보하세요. 전에 있던 것은 그대로 있습니다.',
  'free some space: the quota of this user is used up. What was there before is still intact.':
    '이 사용자의 할당량을 다 썼습니다. 공간을 확보하세요. 전에 있던 것은 그대로 있습니다.',
  'the file is larger than the system allows here. What was there before is still intact.':
    '파일이 시스템이 허용하는 크기를 넘습니다. 전에 있던 것은 그대로 있습니다.',
  'choose another folder, or ask for permission to use this one.': '다른 폴더를 고르거나 이 폴더를 쓸 권한을 받으세요.',
  'choose another folder: this disk is read-only.': '이 디스크는 읽기 전용입니다. 다른 폴더를 고르세요.',
  'a part of this path is a file, not a folder: choose another path.':
    '경로의 일부가 폴더가 아니라 파일입니다. 다른 경로를 고르세요.',
  'this is a folder: name a file.': '폴더입니다. 파일을 지정하세요.',
  'the folder cannot be created there: choose another.': '그곳에는 폴더를 만들 수 없습니다. 다른 폴더를 고르세요.',
  '{path} is locked: {who}.': '{path:이} 잠겨 있습니다: {who}.',
  'wait until it has finished, or stop it.': '끝날 때까지 기다리거나 멈추세요.',
  'if nothing runs on {host} any more, remove the file {path}.': '{host}에서 더는 실행 중인 것이 없으면 {path} 파일을 지우세요.',
  "{path} is not a readable lock: it is a folder, a link or another program's file.":
    '{path:은} 읽을 수 있는 잠금 파일이 아닙니다. 폴더나 링크, 또는 다른 프로그램의 파일입니다.',
  'look at what it is, and move it away.': '무엇인지 확인하고 다른 곳으로 옮기세요.',
  '{address} is read-only.': '{address:은} 읽기 전용입니다.',
  'write to a folderStorage or a memoryStorage.': 'folderStorage나 memoryStorage에 쓰세요.',
} as const
