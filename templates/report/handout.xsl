<?xml version="1.0" encoding="UTF-8"?>
<!-- The trainer's handout: each passage in which something was found, the questions, and room to write it again; on the
     last pages what is behind each question. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:pp="urn:plainplan:functions"
                xmlns:str="http://exslt.org/strings"
                exclude-result-prefixes="pp str">
  <xsl:import href="findings.xsl"/>

  <xsl:variable name="document-title"><xsl:value-of select="pp:say('handout-title')"/></xsl:variable>

  <xsl:template name="writing-line">
    <fo:block role="artifact" space-before="8mm" border-bottom="0.2mm solid {$line}" line-height="1pt" font-size="1pt"/>
  </xsl:template>

  <xsl:template name="document-body">
    <fo:block xsl:use-attribute-sets="document-title"><xsl:value-of select="$document-title"/></fo:block>
    <fo:block xsl:use-attribute-sets="paragraph"><xsl:value-of select="pp:say('handout-how')"/></fo:block>
    <xsl:if test="not($findings)"><fo:block space-before="3mm" font-weight="bold"><xsl:value-of select="pp:say('annotated-nothing')"/></fo:block></xsl:if>
    <xsl:for-each select="($body//p | $body//field | $body//cell)[.//mark]">
      <xsl:variable name="numbers"><xsl:call-template name="numbers"/></xsl:variable>
      <fo:block space-before="6mm" keep-together.within-page="5">
        <fo:block xsl:use-attribute-sets="section-heading"><xsl:value-of select="position()"/>. <xsl:value-of select="pp:say('handout-before')"/></fo:block>
        <fo:block space-before="1.5mm" padding="2mm" border="0.3mm solid {$line}"><xsl:call-template name="reading"/></fo:block>
        <fo:block font-weight="bold" space-before="2mm" keep-with-next.within-page="always"><xsl:value-of select="pp:say('handout-questions')"/></fo:block>
        <xsl:for-each select="str:tokenize($numbers)">
          <xsl:variable name="n" select="string(.)"/>
          <xsl:for-each select="$findings[@n = $n]">
            <fo:block start-indent="6mm" text-indent="-6mm"><fo:inline font-weight="bold"><xsl:value-of select="@n"/></fo:inline>&#160;&#160;<xsl:value-of select="ask"/></fo:block>
          </xsl:for-each>
        </xsl:for-each>
        <fo:block font-weight="bold" color="{$house}" space-before="2mm"><xsl:value-of select="pp:say('handout-after')"/></fo:block>
        <xsl:call-template name="writing-line"/><xsl:call-template name="writing-line"/><xsl:call-template name="writing-line"/><xsl:call-template name="writing-line"/>
      </fo:block>
    </xsl:for-each>
    <xsl:if test="$findings">
      <fo:block break-before="page" xsl:use-attribute-sets="section-heading"><xsl:value-of select="pp:say('handout-key')"/></fo:block>
      <xsl:for-each select="$findings">
        <xsl:apply-templates select="."/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
