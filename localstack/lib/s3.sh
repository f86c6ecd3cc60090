# Adobe S3Mock, a process of its own: an S3-compatible store on localhost, without accounts, for tests and local use.
# It runs as the user who started it, since its jars lie in that user's checkout.
# shellcheck shell=bash

# find_java: JAVA_HOME if it is new enough, otherwise the newest Java of 17 or more.
find_java() {
  local home version best=16
  JAVA=
  for home in "${JAVA_HOME:-}" "$(realpath "$(command -v java)" 2>/dev/null | sed 's|/bin/java$||')" /usr/lib/jvm/*; do
    [[ -x $home/bin/java && -r $home/release ]] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    ((${version:-0} > best)) || continue
    best=$version JAVA=$home/bin/java
    [[ $home != "${JAVA_HOME:-}" ]] || return 0
  done
  [[ -n $JAVA ]] || fail "S3_LIB is given but no Java of 17 or newer was found to run it"
}

# S3Mock opens a second port, and on every address of the machine: this bean closes it to others.
s3_beans() {
  cat <<'TEXT'
<beans xmlns="http://www.springframework.org/schema/beans" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd">
  <bean class="org.springframework.beans.factory.config.MethodInvokingBean">
    <property name="targetObject" ref="httpConnector"/>
    <property name="targetMethod" value="setProperty"/>
    <property name="arguments"><list><value>address</value><value>127.0.0.1</value></list></property>
  </bean>
</beans>
TEXT
}

# The archive of loaded classes, written at the first stop (JDK 19 and newer), saves more than half of the next start.
start_s3() {
  local jvm=(-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+IgnoreUnrecognizedVMOptions
    -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$DIR/s3.jsa")
  local application=("--server.address=127.0.0.1" "--server.port=${PORTS[s3]}" --server.ssl.enabled=false --http.port=0
    "--spring.main.sources=file:$DIR/s3.xml" --spring.main.banner-mode=off
    "--com.adobe.testing.s3mock.store.root=$DIR/s3" --com.adobe.testing.s3mock.store.retain-files-on-exit=true)
  find_java
  mkdir -p "$DIR/s3"
  s3_beans >"$DIR/s3.xml"
  setsid "$JAVA" "${jvm[@]}" -cp "$S3_LIB/*" com.adobe.testing.s3mock.S3MockApplication "${application[@]}" \
    </dev/null >"$DIR/s3.log" 2>&1 &
  echo $! >"$DIR/s3.pid"
  await s3 "${PORTS[s3]}" 30
}
