<?xml version="1.0" encoding="UTF-8"?>
<!-- The signs beside headings. The heading says in words what the sign shows, so a sign is decoration. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:svg="http://www.w3.org/2000/svg"
                exclude-result-prefixes="svg">

  <xsl:template name="sign">
    <xsl:param name="name"/>
    <xsl:param name="colour" select="$house"/>
    <xsl:param name="size" select="'9.5mm'"/>
    <fo:instream-foreign-object role="artifact" content-width="{$size}" content-height="{$size}">
      <svg:svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="{$colour}"
               stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
        <xsl:choose>
          <xsl:when test="$name = 'harm'">
            <svg:circle cx="12" cy="12" r="10.2"/>
            <svg:path d="M12 6.6v6.4" stroke-width="2.8"/>
            <svg:circle cx="12" cy="17" r="1.6" fill="{$colour}" stroke="none"/>
          </xsl:when>
          <xsl:when test="$name = 'danger'">
            <svg:path d="M12 2.6 22.3 20.6H1.7Z"/>
            <svg:path d="M12 9v5" stroke-width="2.6"/>
            <svg:circle cx="12" cy="17.4" r="1.4" fill="{$colour}" stroke="none"/>
          </xsl:when>
          <xsl:when test="$name = 'goal'">
            <svg:circle cx="12" cy="12" r="10.2"/>
            <svg:path d="M7 12.4l3.6 3.6L17.2 9" stroke-width="2.6"/>
          </xsl:when>
          <xsl:when test="$name = 'fixed'">
            <svg:path d="M7.4 10.5V7.4a4.6 4.6 0 0 1 9.2 0v3.1" stroke-width="2.4"/>
            <svg:rect x="4" y="10.5" width="16" height="11.5" rx="1.6" fill="{$colour}" stroke="none"/>
          </xsl:when>
          <xsl:when test="$name = 'choice'">
            <svg:circle cx="8.4" cy="7.6" r="4.2"/>
            <svg:path d="M1.4 21.4v-1.6a5.4 5.4 0 0 1 5.4-5.4h3.2a5.4 5.4 0 0 1 5.4 5.4v1.6"/>
            <svg:circle cx="17.6" cy="8.6" r="3.2"/>
            <svg:path d="M18.2 15a4.6 4.6 0 0 1 4.4 4.6v1.8"/>
          </xsl:when>
          <xsl:when test="$name = 'help'">
            <svg:path d="M12 20.6C5 16 2.2 12.4 2.2 8.8A4.9 4.9 0 0 1 12 7.2a4.9 4.9 0 0 1 9.8 1.6c0 3.6-2.8 7.2-9.8 11.8Z"/>
          </xsl:when>
          <xsl:when test="$name = 'backup'">
            <svg:path d="M3 7.5h11.5a5.5 5.5 0 0 1 0 11H8"/>
            <svg:path d="M7 3.2 2.6 7.5 7 11.8"/>
          </xsl:when>
          <xsl:when test="$name = 'check'">
            <svg:circle cx="10.2" cy="10.2" r="7.4"/>
            <svg:path d="M15.6 15.6 22 22" stroke-width="2.6"/>
          </xsl:when>
          <xsl:when test="$name = 'working'">
            <svg:path d="M12 2.4l2.9 6.2 6.7.8-5 4.6 1.4 6.7-6-3.4-6 3.4 1.4-6.7-5-4.6 6.7-.8Z"/>
          </xsl:when>
          <xsl:when test="$name = 'time'">
            <svg:circle cx="12" cy="12" r="10.2"/>
            <svg:path d="M12 6v6.4l4.2 2.6" stroke-width="2.2"/>
          </xsl:when>
          <xsl:when test="$name = 'people'">
            <svg:circle cx="12" cy="7.4" r="4.6"/>
            <svg:path d="M3.4 21.6v-1a6.6 6.6 0 0 1 6.6-6.6h4a6.6 6.6 0 0 1 6.6 6.6v1"/>
          </xsl:when>
        </xsl:choose>
      </svg:svg>
    </fo:instream-foreign-object>
  </xsl:template>

  <!-- A step's number: filled for what is fixed, open for what is chosen. -->
  <xsl:template name="number-sign">
    <xsl:param name="number"/>
    <xsl:param name="filled" select="true()"/>
    <fo:block text-align="center" font-weight="bold" font-size="11.5pt" line-height="7.4mm"
              fox:border-radius="4mm" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
              border="0.4mm solid {$house}" margin-left="0mm" margin-right="0mm">
      <xsl:attribute name="color">
        <xsl:choose><xsl:when test="$filled">#ffffff</xsl:when><xsl:otherwise><xsl:value-of select="$house"/></xsl:otherwise></xsl:choose>
      </xsl:attribute>
      <xsl:if test="$filled"><xsl:attribute name="background-color"><xsl:value-of select="$house"/></xsl:attribute></xsl:if>
      <xsl:value-of select="$number"/>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
