/** What the errors of hub say, in Korean. */
export const hub = {
  '{variable} must be the address of a hub, with https (on this machine http will do). Received: {value}.':
    '{variable}에는 https로 시작하는 허브의 주소를 넣어야 합니다(이 컴퓨터의 주소라면 http도 됩니다). 받은 값: {value}.',
  'leave {variable} out for {usual}.': '{usual:을} 쓰려면 {variable:을} 지우세요.',
  'run it again: the download goes on where it stopped.': '다시 실행하세요. 멈춘 곳부터 이어 받습니다.',
  'try again later. If it happens again, something between this machine and the hub changes what it sends.':
    '나중에 다시 해 보세요. 또 그러면 이 컴퓨터와 허브 사이의 무언가가 내용을 바꾸고 있는 것입니다.',
  '{received} bytes are here': '받은 바이트: {received}',
  '{received} of {size} bytes are here': '{size}바이트 가운데 {received}바이트를 받았습니다',
  'check the connection, and run it again.': '연결을 확인하고 다시 실행하세요.',
  '{address}: nothing has come from the server for {seconds} s.':
    '{address}: 서버가 {seconds}초 동안 아무것도 보내지 않았습니다.',
  '{address}: the connection ends before the file does.': '{address}: 파일이 끝나기 전에 연결이 끊깁니다.',
  '{address}: the server sends another number of bytes than the hub says.':
    '{address}: 서버가 보내는 바이트 수가 허브가 알려 준 것과 다릅니다.',
  'the hub: {wanted} bytes; the server: {found} or more': '허브: {wanted}바이트, 서버: {found}바이트 이상',
  '{address}: the file changes while it is being downloaded.': '{address}: 받는 동안 파일이 바뀝니다.',
  'try again later.': '나중에 다시 해 보세요.',
  '{address}: the server sent a web page in place of the file.': '{address}: 서버가 파일 대신 웹 페이지를 보냈습니다.',
  '{name}: what was downloaded is not the file that the hub has. It was removed.':
    '{name}: 받은 것이 허브에 있는 파일과 다릅니다. 지웠습니다.',
  '{name}: what was downloaded is no safetensors file. It was removed.':
    '{name}: 받은 것이 safetensors 파일이 아닙니다. 지웠습니다.',
  '{path}: another program changed it while it was being downloaded. It was removed.':
    '{path}: 받는 동안 다른 프로그램이 파일을 바꾸었습니다. 지웠습니다.',
  '{wanted} bytes came; the file has {found}': '받은 것 {wanted}바이트, 파일 {found}바이트',
  'run it again.': '다시 실행하세요.',
  '{path} is not the file that the hub has.': '{path:은} 허브에 있는 파일과 다릅니다.',
  'SHA-256 of the hub: {wanted}': '허브의 SHA-256: {wanted}',
  'SHA-256 of the download: {found}': '받은 것의 SHA-256: {found}',
  'SHA-256 of the file: {found}': '파일의 SHA-256: {found}',
  'remove it: it is then downloaded.': '지우세요. 그러면 다시 받습니다.',
  '{address}: the hub offers another file than the one that Striate knows.':
    '{address}: 허브에 있는 파일이 Striate가 아는 파일과 다릅니다.',
  'SHA-256 that is known: {wanted}': '알고 있는 SHA-256: {wanted}',
  'SHA-256 that is offered: {found}': '허브가 알려 준 SHA-256: {found}',
  'do not use it, unless you know who changed it.': '누가 왜 바꾸었는지 알지 못하면 쓰지 마세요.',
  'let STRIATE_CACHE name a folder that can be written to.': 'STRIATE_CACHE에 쓸 수 있는 폴더를 지정하세요.',
  '{path}: there is no room for the download.': '{path}: 받을 공간이 없습니다.',
  '{wanted} bytes are to come; {free} are free': '앞으로 받을 것 {wanted}바이트, 남은 공간 {free}바이트',
  'free some space on the disk, or let STRIATE_CACHE name a folder on another one.':
    '디스크 공간을 확보하거나, STRIATE_CACHE에 다른 디스크의 폴더를 지정하세요.',
  '{name} has not been downloaded yet, and {variable} forbids the network.':
    '{name:을} 아직 받지 않았는데 {variable:이} 네트워크를 막고 있습니다.',
  'looked for {path}': '찾아본 곳: {path}',
  'leave {variable} out; or put the file of {address} there.': '{variable:을} 지우세요. 아니면 {address}의 파일을 그곳에 두세요.',
  'published weights are downloaded by Node alone, not by a page yet.':
    '공개된 가중치는 Node에서만 받습니다. 페이지에서는 아직 받지 못합니다.',
  'fetch the file, and pass its bytes: pretrained(name, backend, { bytes }).':
    '파일을 직접 받아 바이트를 주세요: pretrained(name, backend, { bytes }).',
  'the server asks to be left alone for {seconds} s': '서버가 {seconds}초 동안 요청하지 말라고 합니다',
  '{address}: the hub wants a login ({status}).': '{address}: 허브에 로그인해야 합니다({status}).',
  'HF_TOKEN is not accepted: make a new token at {page}.': 'HF_TOKEN이 거부되었습니다. {page}에서 새 토큰을 만드세요.',
  'let HF_TOKEN hold a token of your account. The hub says the same of what does not exist.':
    'HF_TOKEN에 계정의 토큰을 넣으세요. 허브는 없는 파일에도 이렇게 답합니다.',
  '{address}: the hub does not give you this file ({status}).': '{address}: 허브가 이 파일을 주지 않습니다({status}).',
  'open {page} in a browser and accept its conditions; let HF_TOKEN hold a token of that account.':
    '브라우저에서 {page:을} 열어 조건에 동의하고, HF_TOKEN에 그 계정의 토큰을 넣으세요.',
  '{address}: there is no such file on the hub ({status}).': '{address}: 허브에 그런 파일이 없습니다({status}).',
  'the mirror may lack it: leave {variable} out.': '미러에 없을 수 있습니다. {variable:을} 지우고 해 보세요.',
  'it may have been moved: a newer version of Striate may know where.':
    '옮겨졌을 수 있습니다. 새 버전의 Striate는 어디에 있는지 알 수도 있습니다.',
  '{address}: the server has had too many requests ({status}).': '{address}: 서버에 요청이 너무 많습니다({status}).',
  'wait a while, and run it again: the download goes on where it stopped.':
    '잠시 기다렸다가 다시 실행하세요. 멈춘 곳부터 이어 받습니다.',
  '{address}: the server has a problem ({status}).': '{address}: 서버에 문제가 있습니다({status}).',
  '{address}: {why}.': '{address}: {why}.',
  '{owner}: no weights are known to be published for {name}.': '{owner}: {name:은} 공개된 가중치가 알려져 있지 않습니다.',
  'the bytes of a safetensors file (a Uint8Array)': 'safetensors 파일의 바이트(Uint8Array)',
  '{file} does not hold the weights of "{model}": {why}.': '{file}에는 "{model}"의 가중치가 들어 있지 않습니다: {why}.',
  'it lacks {name}': '{name:이} 없습니다',
  '{name} is {dtype} {found}, not F32 {wanted}': '{name:이} F32 {wanted:이} 아니라 {dtype} {found}입니다',
  'it has {name} besides': '{name:이} 더 들어 있습니다',
} as const
